"""Parts of documents, one file per subject: each function writes one section, or None where nothing is said."""
