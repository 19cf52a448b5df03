### Ver un documento (channels/documents/viewing.py).

page-view-back = Volver
page-view-size = Tamaño: { $size }.
page-view-released = Este documento no se pudo revisar. El personal de TAS decidió permitir que se abra.
page-view-pages = { $pages_count ->
    [one] Una página.
   *[other] { $pages_count } páginas.
}
page-view-download = Guardar este documento
page-view-care = El documento puede tener datos privados. Guárdelo solo donde nadie más pueda verlo.
page-view-care-staff = Guárdelo solo en el expediente y bórrelo cuando ya no haga falta.
page-view-page = Página { $page_number } de { $pages_count }
page-view-earlier = Páginas anteriores
page-view-later = Más páginas
page-view-picture = Son imágenes de las páginas. Un lector de pantalla no puede leerlas. Para leer el texto, guarde el documento y ábralo en su aparato.
page-view-no-pictures = Este documento no se puede mostrar aquí. Puede guardarlo y abrirlo en su aparato.
error-page_unusable = Una de las fotos no sirve como página. Tómela otra vez o déjela fuera.
