package io.washa.portal.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.washa.portal.web.FormTokens.Opened;
import io.washa.tenancy.Secrets;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.TenantId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormTokensTest {
  private static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");
  private static final TenantId HARAKA = new TenantId(1);
  private static final TenantId PWANI = new TenantId(2);

  @TempDir Path folder;
  private Secrets secrets;
  private String token;

  @BeforeEach
  void sealAToken() throws IOException {
    Path keyset = folder.resolve("keyset.json");
    Secrets.createKeyset(keyset);
    secrets = Secrets.fromKeyset(keyset);
    token =
        TenantContext.call(HARAKA, () -> at(NOW).seal("buy", Duration.ofMinutes(30), "daily", "x"));
  }

  private FormTokens at(Instant now) {
    return new FormTokens(secrets, Clock.fixed(now, ZoneOffset.UTC));
  }

  private Opened open(TenantId tenant, String kind, String text, Instant now) {
    return TenantContext.call(tenant, () -> at(now).open(kind, text));
  }

  @Test
  void opensWhatWasSealedForThisTenantAndForm() {
    assertThat(open(HARAKA, "buy", token, NOW)).isEqualTo(new Opened.Valid(List.of("daily", "x")));
  }

  @Test
  void doesNotOpenAtAnotherTenantForAnotherFormOrAltered() {
    assertThat(open(PWANI, "buy", token, NOW)).isInstanceOf(Opened.Foreign.class);
    assertThat(open(HARAKA, "again", token, NOW)).isInstanceOf(Opened.Foreign.class);
    assertThat(open(HARAKA, "buy", "A" + token, NOW)).isInstanceOf(Opened.Foreign.class);
    assertThat(open(HARAKA, "buy", "", NOW)).isInstanceOf(Opened.Foreign.class);
  }

  @Test
  void isTooOldAfterItsLife() {
    Instant end = NOW.plus(Duration.ofMinutes(30));
    assertThat(open(HARAKA, "buy", token, end)).isInstanceOf(Opened.Expired.class);
    assertThat(open(HARAKA, "buy", token, end.minusSeconds(1))).isInstanceOf(Opened.Valid.class);
  }
}
