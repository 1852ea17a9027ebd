package io.washa.agent;

import io.washa.agent.hub.HubEvents;
import io.washa.agent.hub.HubLink;
import io.washa.agent.site.Site;
import io.washa.agent.store.AgentFolder;
import io.washa.agent.update.Renewal;
import io.washa.agent.update.Updater;
import io.washa.protocol.ApplyDesired;
import io.washa.protocol.Assign;
import io.washa.protocol.Command;
import io.washa.protocol.Heartbeat;
import io.washa.protocol.Hello;
import io.washa.protocol.Message;
import io.washa.protocol.Welcome;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
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
  private @Nullable Renewal renewal;

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
      HttpClient http = http();
      AgentFolder.Identity identity =
          new Membership(config, opened, http, this::isClosed).identity();
      run(opened, http, new HubLink(http, config.hub(), identity, config.hubSettings()));
    } catch (IOException | InterruptedException | EnrolmentRefusedException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /**
   * Enrols and does no more.
   *
   * @throws EnrolmentRefusedException if the hub refuses the code
   * @throws IOException if the data folder cannot be used
   */
  public void enrol() throws IOException, InterruptedException, EnrolmentRefusedException {
    try (AgentFolder opened = AgentFolder.open(config.data())) {
      var unused = new Membership(config, opened, http(), this::isClosed).identity();
    }
  }

  /** Has the agent renew itself; to be called before {@link #start}. */
  public void renewWith(Renewal other) {
    renewal = other;
  }

  private boolean isClosed() {
    return closed;
  }

  private HttpClient http() {
    ExecutorService threads = Executors.newFixedThreadPool(2, task -> daemon(task, "hub-http"));
    httpThreads = threads;
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(10))
        .executor(threads)
        .build();
  }

  private synchronized void run(AgentFolder opened, HttpClient http, HubLink newLink)
      throws IOException {
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
            opened,
            newLink,
            new Site.SiteClock(newTimer, time::cutOffTime, time::now),
            config.siteSettings());
    site = newSite;
    newSite.start();
    newLink.start(new Events(newSite, time, renewal));
    if (renewal != null) {
      renewal.start(
          (app, key) -> new Updater(http, config.hub(), app, key).look(Renewal.version()));
    }
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** What the hub says, handed on. */
  private record Events(Site site, PlatformTime time, @Nullable Renewal renewal)
      implements HubEvents {
    @Override
    public List<Hello.Holding> holdings() {
      return site.holdings();
    }

    @Override
    public void welcomed(Welcome welcome) {
      time.welcomed(welcome.time(), welcome.graceSeconds());
      if (renewal != null) {
        renewal.welcomed();
      }
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
