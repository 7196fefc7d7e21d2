"""A PostgreSQL database as the home of a journal, for people on several machines; only this needs psycopg."""
