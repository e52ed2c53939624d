"""General renderers: documents and tables to HTML, PDF, DOCX, Markdown, CSV, XLSX and JSON."""
