package io.washa.agent;

import io.washa.agent.hub.AgentKey;
import io.washa.agent.hub.BackOff;
import io.washa.agent.hub.Enroller;
import io.washa.agent.hub.HubEvents;
import io.washa.agent.hub.HubLink;
import io.washa.agent.site.Site;
import io.washa.agent.store.AgentFolder;
import io.washa.protocol.ApplyDesired;
import io.washa.protocol.Assign;
import io.washa.protocol.Command;
import io.washa.protocol.Enrolment;
import io.washa.protocol.Heartbeat;
import io.washa.protocol.Hello;
import io.washa.protocol.Message;
import io.washa.protocol.Welcome;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** A site's agent. May be run inside another program, as tests do. */
public final class Agent implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("washa.agent");

  private final AgentConfig config;
  private volatile boolean closed;
  private @Nullable AgentFolder folder;
  private @Nullable HubLink link;
  private @Nullable Site site;
  private @Nullable ScheduledThreadPoolExecutor timer;
  private @Nullable ExecutorService httpThreads;

  /** An agent that does nothing yet. */
  public Agent(AgentConfig config) {
    this.config = config;
  }

  /**
   * Enrols if need be, takes up the routers known from the last time and starts to dial the hub.
   * Returns once that runs. While the hub cannot be reached for enrolment, goes on trying until
   * {@link #close}.
   *
   * @throws EnrolmentRefusedException if there is no code or the hub refuses it
   * @throws IOException if the data folder cannot be used
   */
  public void start() throws IOException, InterruptedException, EnrolmentRefusedException {
    AgentFolder opened = AgentFolder.open(config.data());
    try {
      ExecutorService threads = Executors.newFixedThreadPool(2, task -> daemon(task, "hub-http"));
      httpThreads = threads;
      HttpClient http =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(Duration.ofSeconds(10))
              .executor(threads)
              .build();
      AgentFolder.Identity identity = identity(opened, http);
      run(opened, new HubLink(http, config.hub(), identity, config.hubSettings()));
    } catch (IOException | InterruptedException | EnrolmentRefusedException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private synchronized void run(AgentFolder opened, HubLink newLink) throws IOException {
    if (closed) {
      opened.close();
      return;
    }
    folder = opened;
    link = newLink;
    PlatformTime time = new PlatformTime(config.clock(), opened);
    ScheduledThreadPoolExecutor newTimer =
        new ScheduledThreadPoolExecutor(1, task -> daemon(task, "timer"));
    timer = newTimer;
    Site newSite =
        new Site(
            opened, newLink, new Site.SiteClock(newTimer, time::cutOffTime), config.siteSettings());
    site = newSite;
    newSite.start();
    newLink.start(new Events(newSite, time));
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private AgentFolder.Identity identity(AgentFolder opened, HttpClient http)
      throws IOException, InterruptedException, EnrolmentRefusedException {
    Optional<AgentFolder.Identity> known = opened.identity();
    AgentFolder.Identity identity = known.isPresent() ? known.get() : AgentKey.generate();
    if (identity.agent() != null) {
      LOG.log(System.Logger.Level.INFO, "agent {0} of {1}", identity.agent(), identity.site());
      return identity;
    }
    String code = config.code();
    if (code == null) {
      throw new EnrolmentRefusedException(
          "this agent is not enrolled yet; get a one-time code and start it with --code");
    }
    if (known.isEmpty()) {
      opened.storeIdentity(identity);
    }
    Enrolment.Answer answer = enrol(new Enroller(http, config.hub()), code, identity);
    AgentFolder.Identity enrolled =
        new AgentFolder.Identity(
            answer.agent(), answer.site(), identity.privateKey(), identity.publicKey());
    opened.storeIdentity(enrolled);
    LOG.log(System.Logger.Level.INFO, "enrolled as {0} of {1}", answer.agent(), answer.site());
    return enrolled;
  }

  private Enrolment.Answer enrol(Enroller enroller, String code, AgentFolder.Identity identity)
      throws InterruptedException, EnrolmentRefusedException {
    BackOff pauses =
        new BackOff(config.hubSettings().firstRetry(), config.hubSettings().maxRetry());
    while (!closed) {
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

  /** What the hub says, handed on. */
  private record Events(Site site, PlatformTime time) implements HubEvents {
    @Override
    public List<Hello.Holding> holdings() {
      return site.holdings();
    }

    @Override
    public void welcomed(Welcome welcome) {
      time.welcomed(welcome.time(), welcome.graceSeconds());
    }

    @Override
    public void heard(Heartbeat heartbeat) {
      time.heard(heartbeat.time());
    }

    @Override
    public void received(Message message) throws IOException {
      if (message instanceof Assign assign) {
        site.assign(assign);
      } else if (message instanceof ApplyDesired desired) {
        site.apply(desired);
      } else if (message instanceof Command command) {
        site.command(command);
      }
    }

    @Override
    public void left() {
      time.left();
    }
  }

  /** Says goodbye to the hub, leaves the routers as they are and frees the folder. */
  @Override
  public synchronized void close() {
    closed = true;
    if (link != null) {
      link.close();
    }
    if (site != null) {
      site.close();
    }
    if (timer != null) {
      timer.shutdownNow();
    }
    if (httpThreads != null) {
      httpThreads.shutdown();
    }
    if (folder != null) {
      try {
        folder.close();
      } catch (IOException e) {
        LOG.log(System.Logger.Level.WARNING, "cannot free the folder: {0}", e.getMessage());
      }
    }
  }
}
