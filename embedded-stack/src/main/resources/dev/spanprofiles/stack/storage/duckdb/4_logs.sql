CREATE TABLE logs (
  time_nanos    BIGINT  NOT NULL,
  trace_high    BIGINT  NOT NULL,
  trace_low     BIGINT  NOT NULL,
  span_id       BIGINT  NOT NULL,
  severity      VARCHAR NOT NULL,
  body          VARCHAR NOT NULL,
  attributes    JSON    NOT NULL,
  resource_id   BIGINT  NOT NULL,
  scope_name    VARCHAR NOT NULL,
  scope_version VARCHAR NOT NULL
);
