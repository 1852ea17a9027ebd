package io.washa.payments;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Who posts to callback paths that were never given out: no tenant to tell, so the operator's log
 * is told, each address once an hour with how often it tried since.
 */
@Component
class Strangers {
  private static final Logger log = LoggerFactory.getLogger(Strangers.class);

  private final Cache<String, AtomicLong> tries =
      Caffeine.newBuilder()
          .maximumSize(10_000)
          .expireAfterWrite(Duration.ofHours(1))
          .removalListener((address, count, _) -> {
            if (count instanceof AtomicLong often && often.get() > 1) {
              log.warn("{} posted {} times to callback paths that do not exist", address, often);
            }
          })
          .build();

  void note(String address) {
    if (tries.get(address, _ -> new AtomicLong()).incrementAndGet() == 1) {
      log.warn("{} posts to a callback path that does not exist", address);
    }
  }
}
