### Nombres, números y horarios que comparten varios textos. Se cambian aquí, en los dos idiomas.

-tas = Servicio del Defensor del Contribuyente (TAS)
-tas-phone = 877-777-4778
-tas-hours = de lunes a viernes, de 7 a.m. a 7 p.m., hora local
-irs-individual-phone = 800-829-1040
-irs-business-phone = 800-829-4933
-irs-hours = de lunes a viernes, de 7 a.m. a 7 p.m., hora local
-irs-refund-phone = 800-829-1954
-irs-amended-phone = 866-464-2050
-irs-identity-theft-phone = 800-908-4490
-irs-office-phone = 844-545-5640
-tigta-phone = 800-366-4484
-vita-phone = 800-906-9887
-tas-tty = 800-829-4059
