package io.washa.payments.daraja;

import io.washa.tenancy.Secrets;
import io.washa.tenancy.Tenants;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DarajaProperties.class)
class DarajaConfiguration {
  private static final Duration SLACK = Duration.ofSeconds(5);

  @Bean
  Shortcodes shortcodes(DataSource tenantData, Secrets secrets, Tenants tenants) {
    return new Shortcodes(JdbcClient.create(tenantData), secrets, tenants);
  }

  @Bean
  DarajaGateway darajaGateway(DarajaProperties daraja) {
    return new DarajaGateway(daraja);
  }

  @Bean
  DarajaTokens darajaTokens(
      DarajaGateway gateway, TokenStore store, Shortcodes shortcodes, Clock clock) {
    return new DarajaTokens(gateway, store, shortcodes, clock);
  }

  @Bean
  TokenStore darajaTokenStore(DataSource tenantData, Secrets secrets, DarajaProperties daraja) {
    Duration longestFetch = daraja.connectTimeout().plus(daraja.readTimeout());
    return new TokenStore(JdbcClient.create(tenantData), secrets, longestFetch.plus(SLACK));
  }

  @Bean
  DarajaClient darajaClient(DarajaGateway gateway, DarajaTokens tokens, Clock clock) {
    return new DarajaClient(gateway, tokens, clock);
  }

  @Bean
  ConfirmationRelay confirmationRelay(DarajaProperties daraja) {
    // A simulator on this machine: everything is.
    String host = String.valueOf(daraja.baseUrl().getHost());
    return new ConfirmationRelay(host.equals("127.0.0.1") || host.equals("localhost"));
  }
}
