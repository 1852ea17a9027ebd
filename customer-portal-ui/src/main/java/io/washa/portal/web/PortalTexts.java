package io.washa.portal.web;

import java.nio.charset.StandardCharsets;
import org.springframework.context.MessageSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/**
 * The portal's texts: a bundle of their own, so that other interfaces' texts can neither shadow nor
 * be shadowed.
 *
 * @param source refuses a key that it does not have
 */
record PortalTexts(MessageSource source) {
  static PortalTexts load() {
    ResourceBundleMessageSource source = new ResourceBundleMessageSource();
    source.setBasename("io/washa/portal/messages");
    source.setDefaultEncoding(StandardCharsets.UTF_8.name());
    source.setFallbackToSystemLocale(false);
    return new PortalTexts(source);
  }
}
