"""Records of processing activities (GDPR Art. 30) as a knowledge graph."""
