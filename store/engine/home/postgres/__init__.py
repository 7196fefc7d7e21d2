"""A PostgreSQL database as the home of a journal, for people on more than one machine; psycopg is imported in here only."""
