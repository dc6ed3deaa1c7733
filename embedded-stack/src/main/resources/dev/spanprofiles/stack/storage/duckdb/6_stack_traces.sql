-- The functions on a stack, the running one first, once by content.
CREATE TABLE stack_traces (
  id        BIGINT    NOT NULL,
  functions VARCHAR[] NOT NULL
);
