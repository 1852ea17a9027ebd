package io.washa.payments.daraja;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How to reach Daraja.
 *
 * @param baseUrl without a slash at its end; the sandbox unless told, where a forgotten setting
 *     moves nobody's money
 * @param connectTimeout for the TCP and TLS handshake
 * @param readTimeout from sending a request until its answer is complete
 * @param pullMethod how Pull is asked: Safaricom documents GET with a body, its clients use POST
 */
@ConfigurationProperties("washa.daraja")
record DarajaProperties(
    @DefaultValue("https://sandbox.safaricom.co.ke") URI baseUrl,
    @DefaultValue("3s") Duration connectTimeout,
    @DefaultValue("15s") Duration readTimeout,
    @DefaultValue("POST") PullMethod pullMethod) {

  /** A method that can carry a body. */
  enum PullMethod {
    GET,
    POST
  }
}
