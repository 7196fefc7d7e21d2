"""A workspace's database, looked at from outside: what its server promises, who follows it, who may do what there."""

from store.engine.home.postgres.server_facts import RoleOf, ServerFacts, Standby, TooWide, server_facts

__all__ = ["RoleOf", "ServerFacts", "Standby", "TooWide", "server_facts"]
