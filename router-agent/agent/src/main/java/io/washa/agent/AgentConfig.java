package io.washa.agent;

import io.washa.agent.hub.HubSettings;
import io.washa.agent.site.SiteSettings;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What an agent needs to run.
 *
 * @param hub http or https address of the hub
 * @param data folder of this agent alone
 * @param code one-time code; needed until the agent is enrolled, ignored afterwards
 */
public record AgentConfig(
    URI hub,
    Path data,
    @Nullable String code,
    AgentClock clock,
    HubSettings hubSettings,
    SiteSettings siteSettings) {

  /** With the machine's clock and the standard rhythm. */
  public AgentConfig(URI hub, Path data, @Nullable String code) {
    this(hub, data, code, AgentClock.system(), HubSettings.standard(), SiteSettings.standard());
  }

  /** Leaves the code out. */
  @Override
  public String toString() {
    return "AgentConfig[" + hub + " " + data + "]";
  }
}
