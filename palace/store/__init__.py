"""SQLite, the only truth: schema, transactions, the change log, and all SQL there is."""

from palace.store.store import Reader, Store, Transaction

__all__ = ["Reader", "Store", "Transaction"]
