package io.washa.payments;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.washa.audit.Audit;
import io.washa.tenancy.Settings;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.TenantId;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Whether callbacks come from where the bound tenant expects them. */
@Component
class Sources {
  private static final Logger log = LoggerFactory.getLogger(Sources.class);

  private final Settings settings;
  private final Audit audit;
  private final TransactionTemplate transaction;
  private final Cache<TenantId, SourceRules> rules =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofSeconds(5)).build();
  // Told once an hour for each address: a flood must not fill the audit.
  private final Cache<String, Boolean> told =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofHours(1)).build();

  Sources(Settings settings, Audit audit, TransactionTemplate transaction) {
    this.settings = settings;
    this.audit = audit;
    this.transaction = transaction;
  }

  /**
   * Whether a callback from this address ("" for ourselves) may be settled; tells staff of one that
   * is not listed.
   */
  boolean mayGive(String address) {
    TenantId tenant = TenantContext.current();
    SourceRules current = rules.get(tenant, _ -> settings.read(SourceRules.CHOICE));
    if (address.isEmpty() || current.mode() == SourceRules.Mode.OFF || current.lists(address)) {
      return true;
    }
    if (told.asMap().putIfAbsent(tenant + " " + address, true) == null) {
      tell(address, current.mode());
    }
    return current.mode() == SourceRules.Mode.ALERT;
  }

  private void tell(String address, SourceRules.Mode mode) {
    try {
      transaction.executeWithoutResult(_ ->
          audit.note(
              new Audit.Deed(
                  "washa",
                  "callback.unlisted-address",
                  "",
                  Map.of("address", address, "mode", mode.name()))));
    } catch (RuntimeException e) {
      log.warn("an unlisted address could not be told of", e);
    }
  }
}
