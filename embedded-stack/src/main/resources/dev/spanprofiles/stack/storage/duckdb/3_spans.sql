-- No primary key: its index would cost more memory than the rest of the store, and the writer replaces
-- duplicates itself. Rows lie in the order they arrived, so the zone maps on start_nanos prune.
CREATE TABLE spans (
  trace_high     BIGINT  NOT NULL,
  trace_low      BIGINT  NOT NULL,
  span_id        BIGINT  NOT NULL,
  parent_span_id BIGINT  NOT NULL,
  start_nanos    BIGINT  NOT NULL,
  end_nanos      BIGINT  NOT NULL,
  name           VARCHAR NOT NULL,
  kind           VARCHAR NOT NULL,
  status         VARCHAR NOT NULL,
  status_message VARCHAR NOT NULL,
  profiled       BOOLEAN NOT NULL,
  -- On which it started; empty where the span does not say.
  thread_name    VARCHAR NOT NULL,
  attributes     JSON    NOT NULL,
  -- Of events and links what is searched by; all of them are in otlp.
  events         JSON    NOT NULL,
  links          JSON    NOT NULL,
  resource_id    BIGINT  NOT NULL,
  scope_name     VARCHAR NOT NULL,
  scope_version  VARCHAR NOT NULL,
  scope_attributes JSON  NOT NULL,
  otlp           BLOB    NOT NULL,
  -- Times in nanoseconds that the span says of itself, in the order of MeasuredTime; NULL if none.
  cpu_time       BIGINT,
  runnable_time  BIGINT,
  stopped_time   BIGINT,
  unmounted_time BIGINT
);
