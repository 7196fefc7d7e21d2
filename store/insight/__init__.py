"""Readings over many records of many kinds; nothing here is stored."""
