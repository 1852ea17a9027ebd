package io.washa.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.testing.CoreTest;
import io.washa.testing.World;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;

/** Whatever goes wrong below /api is a problem document. */
@CoreTest
class ProblemsTest {
  private static final String INITIATE = "/api/payments/initiate/";

  private final ApiClient api;

  ProblemsTest(World world, @Value("${server.port}") int port) {
    this.api = ApiClient.at(port, world.anIsp());
  }

  private static void isProblem(ApiClient.Answer answer, int status, String code) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.type()).isEqualTo("application/problem+json");
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.json().get("status").asInt()).isEqualTo(status);
  }

  @Test
  void whatIsNotThereIsAProblemForBrowsersToo() {
    isProblem(api.get("/api/no/such/call"), 404, "not_found");
    isProblem(api.get("/api"), 404, "not_found");
    isProblem(api.get("/api/nothing", Map.of("Accept", "text/html")), 404, "not_found");
  }

  @Test
  void aWrongMethodIsToldTheRightOnes() {
    ApiClient.Answer answer = api.post("/api/billing/plans/", "{}");

    isProblem(answer, 405, "method_not_allowed");
    assertThat(answer.headers().get("allow")).contains("GET");
  }

  @Test
  void whatCannotBeGivenOrTakenIsAProblem() {
    isProblem(api.get("/api/billing/plans/", Map.of("Accept", "text/csv")), 406, "not_acceptable");
    isProblem(
        api.post(INITIATE, "a=b", Map.of("Content-Type", "application/x-www-form-urlencoded")),
        415,
        "unsupported_media_type");
  }

  @Test
  void aBrokenBodyIsAProblem() {
    isProblem(api.post(INITIATE, "{\"plan_id\":"), 400, "malformed");
    isProblem(api.post(INITIATE, "[]"), 400, "malformed");
    isProblem(api.post(INITIATE, "{}"), 422, "plan_unknown");
  }

  @Test
  void aBodyLargerThanAnyIsRefused() {
    isProblem(
        api.post(INITIATE, "{\"phone\":\"" + "1".repeat(20_000) + "\"}"), 413, "body_too_large");
  }

  @Test
  void staffsCallsNeedAToken() {
    ApiClient.Answer answer = api.get("/api/v1/anything");

    isProblem(answer, 401, "unauthorized");
    assertThat(answer.headers().get("www-authenticate")).startsWith("Bearer");
    isProblem(
        api.get("/api/v1/anything", Map.of("Authorization", "Bearer nonsense")),
        401,
        "unauthorized");
  }
}
