package io.washa.simulators.daraja;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Posts messages to a business, with a bound on time and on how many are under way at once. */
final class Courier implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Courier.class.getName());
  private static final int MAX_UNDER_WAY = 256;
  private static final int MAX_ANSWER = 64 * 1024;

  private final Duration timeout;
  private final Semaphore underWay = new Semaphore(MAX_UNDER_WAY);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("daraja-timer").factory());
  private final HttpClient client;

  /** A message and where it goes. */
  record Parcel(URI url, Object body) {}

  /** What the business answered. */
  record Answer(int status, String body) {
    boolean isSuccess() {
      return status >= 200 && status < 300;
    }
  }

  Courier(Duration timeout) {
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .executor(threads)
            .build();
  }

  /** Runs something at once, beside the caller. */
  void run(Runnable work) {
    threads.execute(work);
  }

  /** Runs something later. */
  void runAfter(Duration delay, Runnable work) {
    Future<?> _ =
        timer.schedule(() -> threads.execute(work), delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Delivers, trying again {@code retries} times after a pause if it is not answered with 2xx. */
  boolean deliver(Parcel parcel, int retries, Duration pause) {
    for (int attempt = 0; ; attempt++) {
      boolean delivered = post(parcel, timeout).filter(Answer::isSuccess).isPresent();
      if (delivered || attempt >= retries || !slept(pause)) {
        return delivered;
      }
    }
  }

  /** Posts once; empty if there is no answer in time. */
  Optional<Answer> post(Parcel parcel, Duration within) {
    HttpRequest request =
        HttpRequest.newBuilder(parcel.url())
            .timeout(within)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(parcel.body())))
            .build();
    try {
      underWay.acquire();
      try {
        HttpResponse<String> response =
            client.send(
                request,
                HttpResponse.BodyHandlers.limiting(
                    HttpResponse.BodyHandlers.ofString(), MAX_ANSWER));
        return Optional.of(new Answer(response.statusCode(), response.body()));
      } finally {
        underWay.release();
      }
    } catch (IOException unanswered) {
      // The path of the URL may hold the business's secret, so only the host is told.
      LOG.log(
          System.Logger.Level.DEBUG,
          "no answer from {0}: {1}",
          parcel.url().getAuthority(),
          unanswered.toString());
      return Optional.empty();
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static boolean slept(Duration pause) {
    try {
      Thread.sleep(pause);
      return true;
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    client.shutdownNow();
    threads.shutdownNow();
  }
}
