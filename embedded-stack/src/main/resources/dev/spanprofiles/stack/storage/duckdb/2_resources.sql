-- Who sent it, once by content: the id is a hash of the attributes.
CREATE TABLE resources (
  id         BIGINT NOT NULL,
  attributes JSON   NOT NULL
);
