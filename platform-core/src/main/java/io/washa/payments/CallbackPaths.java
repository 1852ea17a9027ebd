package io.washa.payments;

import io.washa.payments.daraja.Shortcode;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The addresses that Safaricom is given. Short, and free of the words it refuses in an address:
 * mpesa, safaricom, exe, cmd, sql, query and the like (Daraja portal).
 */
@Component
public class CallbackPaths {
  /** A demonstration, or a test, on one machine. */
  private static final Pattern HERE =
      Pattern.compile("http://(localhost|127\\.0\\.0\\.1|[a-z0-9-]+\\.localhost)(:\\d+)?");

  private final String base;

  /**
   * @param base public address of the platform, https in production, without slash at the end
   */
  CallbackPaths(@Value("${washa.public-url}") String base) {
    if (!base.startsWith("https://") && !HERE.matcher(base).matches()) {
      throw new IllegalStateException(
          "washa.public-url must begin with https://, for Safaricom posts payments to it");
    }
    this.base = base;
  }

  /** Where the result of a prompt is posted. */
  public String stk(Shortcode shortcode, UUID intent) {
    return base + "/c/" + shortcode.callbackToken() + "/s/" + intent;
  }

  /** Where the result of a self-test's prompt is posted. */
  public String selfTest(Shortcode shortcode, UUID test) {
    return base + "/c/" + shortcode.callbackToken() + "/k/" + test;
  }

  /** Where C2B validations are posted. */
  public String validation(Shortcode shortcode) {
    return base + "/c/" + shortcode.callbackToken() + "/v";
  }

  /** Where the result of an initiator's question is posted. */
  public String result(Shortcode shortcode, UUID request) {
    return base + "/c/" + shortcode.callbackToken() + "/r/" + request;
  }

  /** Where it is posted that the queue took too long. */
  public String timeout(Shortcode shortcode, UUID request) {
    return base + "/c/" + shortcode.callbackToken() + "/t/" + request;
  }

  /**
   * The address that a registration for Pull must name; nothing was ever seen to be posted there.
   */
  public String pull(Shortcode shortcode) {
    return base + "/c/" + shortcode.callbackToken() + "/l";
  }

  /** Where C2B confirmations are posted. */
  public String confirmation(Shortcode shortcode) {
    return base + "/c/" + shortcode.callbackToken() + "/p";
  }
}
