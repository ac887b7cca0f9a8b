"""XLSForm and XForms: definitions, compiler and engine. Knows nothing of cases."""
