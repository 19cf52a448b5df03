// The gateway renders; here its HTML only becomes nodes. One Trusted Types policy, for nothing but our own answers.

interface Policy {
  createHTML(html: string): string;
}
declare global {
  interface Window {
    trustedTypes?: { createPolicy(name: string, rules: Policy): Policy };
  }
}

const policy: Policy = window.trustedTypes?.createPolicy("tas", { createHTML: (html) => html }) ?? {
  createHTML: (html) => html,
};

/** Elements of a fragment. Scripts in it never run. */
export function elements(html: string): Element[] {
  const template = document.createElement("template");
  template.innerHTML = policy.createHTML(html);
  return [...template.content.children];
}

/** A whole page as a document of its own. Scripts in it never run. */
export function page(html: string): Document {
  return new DOMParser().parseFromString(policy.createHTML(html), "text/html");
}

/** Days and hours are counted where the person is: a form that asks where, and has no answer yet, is told. */
export function tellZone(within: ParentNode): void {
  for (const field of within.querySelectorAll<HTMLInputElement | HTMLSelectElement>("[name=time_zone]")) {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const offered = field instanceof HTMLInputElement || [...field.options].some((option) => option.value === own);
    if (field.value === "" && offered) field.value = own;
  }
}
