### Names, numbers and hours that several texts share. Change them here, in both languages.

-tas = Taxpayer Advocate Service (TAS)
-tas-phone = 877-777-4778
-tas-hours = Monday to Friday, 7 a.m. to 7 p.m. local time
-irs-individual-phone = 800-829-1040
-irs-business-phone = 800-829-4933
-irs-hours = Monday to Friday, 7 a.m. to 7 p.m. local time
-irs-refund-phone = 800-829-1954
-irs-amended-phone = 866-464-2050
-irs-identity-theft-phone = 800-908-4490
-irs-office-phone = 844-545-5640
-tigta-phone = 800-366-4484
-vita-phone = 800-906-9887
-tas-tty = 800-829-4059
