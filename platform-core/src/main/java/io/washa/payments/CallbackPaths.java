package io.washa.payments;

import io.washa.payments.daraja.Shortcode;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The addresses that Safaricom is given. Short, and free of the words it refuses in an address:
 * mpesa, safaricom, exe, cmd, sql, query and the like (Daraja portal).
 */
@Component
class CallbackPaths {
  private final String base;

  /**
   * @param base public address of the platform, https in production, without slash at the end
   */
  CallbackPaths(@Value("${washa.public-url}") String base) {
    this.base = base;
  }

  String stk(Shortcode shortcode, UUID intent) {
    return base + "/c/" + shortcode.callbackToken() + "/s/" + intent;
  }

  String validation(Shortcode shortcode) {
    return base + "/c/" + shortcode.callbackToken() + "/v";
  }

  String confirmation(Shortcode shortcode) {
    return base + "/c/" + shortcode.callbackToken() + "/p";
  }
}
