"""Collects submissions from the archives that learning platforms export."""
