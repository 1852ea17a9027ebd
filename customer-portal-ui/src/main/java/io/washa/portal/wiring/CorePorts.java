package io.washa.portal.wiring;

import io.washa.catalog.Plans;
import io.washa.customers.Services;
import io.washa.customers.Subscribers;
import io.washa.insight.ClaimStanding;
import io.washa.insight.PaymentProgress;
import io.washa.insight.PaymentTimelines;
import io.washa.insight.PromptAttempt;
import io.washa.insight.ServiceStatus;
import io.washa.network.Devices;
import io.washa.network.SiteHealth;
import io.washa.payments.ClaimAnswer;
import io.washa.payments.Claims;
import io.washa.payments.PromptRequest;
import io.washa.payments.Prompting;
import io.washa.payments.daraja.Shortcode;
import io.washa.payments.daraja.Shortcodes;
import io.washa.portal.Attempts;
import io.washa.portal.Claiming;
import io.washa.portal.HostDirectory;
import io.washa.portal.Lines;
import io.washa.portal.Offers;
import io.washa.portal.Passes;
import io.washa.portal.PayBills;
import io.washa.portal.PayPoint;
import io.washa.portal.Prompter;
import io.washa.portal.SiteCheck;
import io.washa.portal.Standing;
import io.washa.subscriptions.HotspotPasses;
import io.washa.tenancy.Tenants;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(Role.PORTAL)
class CorePorts {
  /** How long a subscriber waits to hear that a site is down. */
  private static final Duration PATIENCE = Duration.ofMillis(1200);

  @Bean
  HostDirectory portalHosts(Tenants tenants) {
    return tenants::findByHost;
  }

  @Bean
  Offers portalOffers(Plans plans) {
    return new CatalogOffers(plans);
  }

  @Bean
  Lines portalLines(Subscribers subscribers, Services services) {
    return new CustomerLines(subscribers, services);
  }

  @Bean
  Attempts portalAttempts(PromptAttempt.Reader prompts) {
    return new PromptAttempts(prompts);
  }

  @Bean
  Prompter portalPrompter(Prompting prompting) {
    return (service, plan, phone) -> prompting.prompt(new PromptRequest(service, plan, phone));
  }

  @Bean
  Passes portalPasses(
      Devices devices, HotspotPasses passes, Plans plans, PromptAttempt.Reader prompts) {
    return new HotspotDoors(devices, passes, plans, prompts);
  }

  @Bean
  SiteCheck portalSiteCheck(SiteHealth health) {
    return site ->
        switch (health.canSiteConnect(site, PATIENCE)) {
          case SiteHealth.Answer.Yes() -> new SiteCheck.Answer.Ready();
          case SiteHealth.Answer.No no -> new SiteCheck.Answer.Down(no.reason());
        };
  }

  @Bean
  PayBills portalPayBills(Shortcodes shortcodes) {
    return new PayBills() {
      @Override
      public Optional<String> primary() {
        return shortcodes
            .primary()
            .filter(shortcode -> shortcode.kind() == Shortcode.Kind.PAYBILL)
            .map(Shortcode::number);
      }

      @Override
      public Optional<PayPoint> point() {
        return shortcodes.primary().map(CorePorts::point);
      }

      @Override
      public Optional<PayPoint> byHand() {
        return shortcodes.all().stream().findFirst().map(CorePorts::point);
      }
    };
  }

  private static PayPoint point(Shortcode shortcode) {
    return new PayPoint(shortcode.number(), shortcode.kind() == Shortcode.Kind.TILL);
  }

  @Bean
  Claiming portalClaims(Claims claims, ClaimStanding.Reader standing) {
    return new Claiming() {
      @Override
      public ClaimAnswer claim(Claims.NewClaim claim) {
        return claims.claim(claim);
      }

      @Override
      public Optional<ClaimStanding> findClaim(UUID claim) {
        return standing.find(claim);
      }

      @Override
      public boolean needsCode(UUID intent) {
        return standing.needsCode(intent);
      }
    };
  }

  @Bean
  Standing portalStanding(PaymentTimelines timelines, ServiceStatus.Reader services) {
    return new Standing() {
      @Override
      public Optional<PaymentProgress> ofIntent(UUID intent) {
        return timelines.ofIntent(intent);
      }

      @Override
      public Optional<ServiceStatus> ofService(UUID service) {
        return services.find(service);
      }
    };
  }
}
