package io.washa.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.washa.testing.CoreTest;
import io.washa.testing.World;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The document says what there is, all of it, and nothing else. */
@CoreTest
class DocumentTest {
  private final RequestMappingHandlerMapping routes;
  private final ApiClient api;

  DocumentTest(
      @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping routes,
      World world,
      @Value("${server.port}") int port) {
    this.routes = routes;
    this.api = ApiClient.at(port, world.anIsp());
  }

  @Test
  void everyRouteIsInTheDocumentAndTheReverse() {
    List<String> calls =
        routes.getHandlerMethods().keySet().stream()
            .flatMap(DocumentTest::calls)
            .filter(call -> call.contains(" /api"))
            .map(Contract::withoutSlash)
            .distinct()
            .sorted()
            .toList();

    assertThat(calls).isEqualTo(Contract.ofTheApi().calls()).hasSizeGreaterThan(4);
  }

  private static java.util.stream.Stream<String> calls(RequestMappingInfo route) {
    return route.getPatternValues().stream()
        .flatMap(path ->
            route.getMethodsCondition().getMethods().stream().map(method -> method + " " + path));
  }

  @Test
  void theDocumentIsServedAndItsPageNeedsNothingFromElsewhere() {
    assertThat(api.get("/api/docs").json().get("openapi").asString()).startsWith("3.1");
    String page = api.get("/api/docs.html").body();
    assertThat(page).contains("POST").contains("id=\"prompt_open\"").contains("Idempotency-Key");
    assertThat(page).doesNotContain("http://").doesNotContain("https://").doesNotContain("<script");
  }

  @Test
  void anAnswerThatTheDocumentDoesNotKnowIsNoticed() {
    Contract contract = Contract.ofTheApi();
    String plans = "{\"items\":[],\"next\":null}";
    contract.check(exchange(200, "application/json", plans));

    assertThatThrownBy(() -> contract.check(exchange(418, "application/json", plans)))
        .hasMessageContaining("undocumented status");
    assertThatThrownBy(() -> contract.check(exchange(200, "text/plain", plans)))
        .hasMessageContaining("undocumented media type");
    assertThatThrownBy(
            () -> contract.check(exchange(200, "application/json", "{\"items\":[{}],\"next\":1}")))
        .hasMessageContaining("/items/0");
    assertThatThrownBy(() ->
            contract.check(
                exchange(200, "application/json", "{\"items\":[],\"next\":null,\"more\":1}")))
        .hasMessageContaining("more");
    assertThatThrownBy(() ->
            contract.check(new Contract.Exchange("GET", "/api/new", 200, "application/json", "{}")))
        .hasMessageContaining("not in the document");
  }

  private static Contract.Exchange exchange(int status, String type, String body) {
    return new Contract.Exchange("GET", "/api/billing/plans/", status, type, body);
  }
}
