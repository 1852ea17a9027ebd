package io.washa.agent;

import io.washa.agent.hub.AgentKey;
import io.washa.agent.hub.BackOff;
import io.washa.agent.hub.Enroller;
import io.washa.agent.store.AgentFolder;
import io.washa.protocol.Enrolment;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Sees to it that the agent is one that the hub knows. */
final class Membership {
  private static final System.Logger LOG = System.getLogger("washa.agent");

  private final AgentConfig config;
  private final AgentFolder folder;
  private final HttpClient http;
  private final BooleanSupplier stopped;

  Membership(AgentConfig config, AgentFolder folder, HttpClient http, BooleanSupplier stopped) {
    this.config = config;
    this.folder = folder;
    this.http = http;
    this.stopped = stopped;
  }

  /** Who we are; redeems the code if that is not known yet, for as long as it takes. */
  AgentFolder.Identity identity()
      throws IOException, InterruptedException, EnrolmentRefusedException {
    Optional<AgentFolder.Identity> known = folder.identity();
    AgentFolder.Identity identity = known.isPresent() ? known.get() : AgentKey.generate();
    if (identity.agent() != null) {
      LOG.log(System.Logger.Level.INFO, "agent {0} of {1}", identity.agent(), identity.site());
      return identity;
    }
    String code = config.code();
    if (code == null) {
      throw new EnrolmentRefusedException(
          "this agent is not enrolled yet; get a one-time code and run washa-agent enrol CODE");
    }
    if (known.isEmpty()) {
      folder.storeIdentity(identity);
    }
    Enrolment.Answer answer = enrol(new Enroller(http, config.hub()), code, identity);
    AgentFolder.Identity enrolled =
        new AgentFolder.Identity(
            answer.agent(), answer.site(), identity.privateKey(), identity.publicKey());
    folder.storeIdentity(enrolled);
    folder.storeHub(config.hub());
    LOG.log(System.Logger.Level.INFO, "enrolled as {0} of {1}", answer.agent(), answer.site());
    return enrolled;
  }

  private Enrolment.Answer enrol(Enroller enroller, String code, AgentFolder.Identity identity)
      throws InterruptedException, EnrolmentRefusedException {
    BackOff pauses =
        new BackOff(config.hubSettings().firstRetry(), config.hubSettings().maxRetry());
    while (!stopped.getAsBoolean()) {
      try {
        Enroller.Result result = enroller.enrol(code, identity);
        if (result instanceof Enroller.Result.Enrolled enrolled) {
          return enrolled.answer();
        }
        if (result instanceof Enroller.Result.Refused refused) {
          throw new EnrolmentRefusedException("the hub refused the code: " + refused.reason());
        }
      } catch (IOException e) {
        LOG.log(
            System.Logger.Level.WARNING,
            "cannot enrol at {0}: {1}; going on trying",
            config.hub(),
            e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
      }
      Thread.sleep(pauses.next().toMillis());
    }
    throw new InterruptedException("closed while enrolling");
  }
}
