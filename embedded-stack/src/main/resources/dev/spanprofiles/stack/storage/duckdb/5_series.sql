-- A profile type with a label set, once by content.
CREATE TABLE series (
  id           BIGINT  NOT NULL,
  profile_type VARCHAR NOT NULL,
  labels       JSON    NOT NULL
);
