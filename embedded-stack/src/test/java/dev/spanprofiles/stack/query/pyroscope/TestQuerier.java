package dev.spanprofiles.stack.query.pyroscope;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.spanprofiles.stack.query.HttpApi;
import dev.spanprofiles.stack.query.HttpApi.Answer;
import dev.spanprofiles.stack.storage.ProfileQuery;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Objects;

/** The query API over profiles that are made up, with limits that tests can reach. */
final class TestQuerier implements AutoCloseable {

  static final int MAX_BYTES = 200_000;

  static final String CPU = "\"profileTypeID\":\"process_cpu:cpu:nanoseconds:cpu:nanoseconds\",";

  static final String ALL = CPU + "\"labelSelector\":\"{}\",\"start\":1000,\"end\":2000";

  private final FakeProfiles profiles = new FakeProfiles();

  private final HttpApi api =
      new HttpApi(
          new PyroscopeApi(profiles, new PyroscopeLimits(MAX_BYTES, 100, 200, 50, 2))::routes);

  FakeProfiles profiles() {
    return profiles;
  }

  HttpApi api() {
    return api;
  }

  /** What the store was asked for. */
  ProfileQuery query() {
    return Objects.requireNonNull(profiles.query);
  }

  Answer call(String procedure, String json) throws Exception {
    return api.send(
        post(procedure, json.getBytes(UTF_8))
            .header("Content-Type", "application/json; charset=utf-8"));
  }

  HttpRequest.Builder post(String procedure, byte[] body) {
    return api.request("/querier.v1.QuerierService/" + procedure)
        .POST(BodyPublishers.ofByteArray(body));
  }

  @Override
  public void close() {
    api.close();
  }
}
