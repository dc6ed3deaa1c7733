-- One row. Raise StoreSchema.VERSION with every change to these files.
CREATE TABLE schema_version (version INTEGER NOT NULL);
