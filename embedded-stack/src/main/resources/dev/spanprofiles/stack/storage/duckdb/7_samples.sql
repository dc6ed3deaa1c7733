-- In the order of arrival, each request's sorted by time: the zone maps on time_nanos prune.
CREATE TABLE samples (
  time_nanos     BIGINT NOT NULL,
  span_id        BIGINT NOT NULL,
  trace_high     BIGINT NOT NULL,
  trace_low      BIGINT NOT NULL,
  series_id      BIGINT NOT NULL,
  stack_trace_id BIGINT NOT NULL,
  value          BIGINT NOT NULL,
  thread_id      BIGINT NOT NULL,
  thread_name    VARCHAR NOT NULL,
  thread_state   VARCHAR NOT NULL,
  profile_id     BIGINT NOT NULL
);
