package io.washa.agents;

import io.washa.agents.AgentDirectory.Holder;
import io.washa.network.Delivery;
import io.washa.network.ProbeResult;
import io.washa.network.RouterAddress;
import io.washa.protocol.ApplyDesired;
import io.washa.protocol.MessageCodec;
import io.washa.tenancy.Secrets;
import io.washa.tenancy.TenantContext;
import io.washa.tenancy.TenantId;
import io.washa.work.Redis;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Has another pod do what only it can, because it holds the agent. Errands travel through Redis,
 * sealed for their tenant, for they carry subscribers' passwords; an errand that gets lost counts
 * as unanswered.
 */
@Component
class Relay implements DisposableBean {
  private static final Logger log = LoggerFactory.getLogger(Relay.class);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration WAY = Duration.ofMillis(500);
  private static final int MOST_ERRANDS = 512;

  private final LocalAgents here;
  private final Redis redis;
  private final AgentDirectory directory;
  private final Secrets secrets;
  private final Map<UUID, CompletableFuture<Reply>> asked = new ConcurrentHashMap<>();
  private final Semaphore errands = new Semaphore(MOST_ERRANDS);
  private volatile boolean listening;

  Relay(LocalAgents here, Redis redis, AgentDirectory directory, Secrets secrets) {
    this.here = here;
    this.redis = redis;
    this.directory = directory;
    this.secrets = secrets;
  }

  private enum Call {
    DELIVER,
    PROBE,
    KICK,
    ASSIGN
  }

  private enum Result {
    DONE,
    NEEDS_SNAPSHOT,
    NO_AGENT,
    UNDONE
  }

  /** What the other pod is to do. */
  private record Errand(
      UUID id, String from, RouterAddress router, Call call, long patienceMillis, String sealed) {}

  /** What became of it. */
  private record Reply(UUID id, Result result, Instant at, String text) {}

  private record Letter(
      @org.jspecify.annotations.Nullable Errand errand,
      @org.jspecify.annotations.Nullable Reply reply) {}

  Delivery deliver(
      Holder holder, RouterAddress router, List<ApplyDesired> parts, Duration patience) {
    String lines = parts.stream().map(MessageCodec::write).collect(Collectors.joining("\n"));
    Reply reply = ask(holder, router, Call.DELIVER, lines, patience);
    return switch (reply.result()) {
      case DONE -> new Delivery.Accepted(reply.at());
      case NEEDS_SNAPSHOT -> new Delivery.NeedsSnapshot();
      case NO_AGENT -> new Delivery.NoAgent();
      case UNDONE -> new Delivery.Unanswered(reply.at(), reply.text());
    };
  }

  ProbeResult probe(Holder holder, RouterAddress router, Duration patience) {
    Reply reply = ask(holder, router, Call.PROBE, "", patience);
    return switch (reply.result()) {
      case DONE -> new ProbeResult.Answered(reply.text());
      case NO_AGENT -> new ProbeResult.NoAgent();
      case UNDONE, NEEDS_SNAPSHOT -> new ProbeResult.Silent(reply.text());
    };
  }

  boolean kick(Holder holder, RouterAddress router, String username, Duration patience) {
    return ask(holder, router, Call.KICK, username, patience).result() == Result.DONE;
  }

  void routersChanged(Holder holder, TenantId tenant, UUID site) {
    // No router in particular; the site says it all.
    RouterAddress address = new RouterAddress(tenant, site, site);
    Thread.ofVirtual()
        .name("relay-assign")
        .start(() -> ask(holder, address, Call.ASSIGN, "", Duration.ofSeconds(1)));
  }

  private Reply ask(
      Holder holder, RouterAddress router, Call call, String payload, Duration patience) {
    UUID id = UUID.randomUUID();
    CompletableFuture<Reply> answer = new CompletableFuture<>();
    asked.put(id, answer);
    try {
      Errand errand =
          new Errand(
              id, directory.self(), router, call, patience.toMillis(), seal(router, payload));
      post(holder.pod(), new Letter(errand, null))
          .whenComplete((receivers, failure) -> {
            if (failure == null && receivers == 0) {
              directory.forget(holder);
            }
            if (failure != null || receivers == 0) {
              answer.complete(reply(id, Result.NO_AGENT, "the pod of the agent is gone"));
            }
          });
      return answer.get(patience.plus(WAY).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return reply(id, Result.UNDONE, "the pod that holds the agent did not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return reply(id, Result.UNDONE, "interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      asked.remove(id);
    }
  }

  private static Reply reply(UUID id, Result result, String why) {
    return new Reply(id, result, Instant.EPOCH, why);
  }

  private String seal(RouterAddress router, String payload) {
    byte[] sealed = TenantContext.call(router.tenant(), () -> secrets.seal("relay", payload));
    return Base64.getEncoder().encodeToString(sealed);
  }

  private CompletionStage<Long> post(String pod, Letter letter) {
    return redis
        .client()
        .<CompletionStage<Long>>map(
            client -> topic(client, pod).publishAsync(JSON.writeValueAsString(letter)))
        .orElseGet(() -> CompletableFuture.completedFuture(0L));
  }

  /** Begins to listen as soon as Redis can be reached; the client keeps at it by itself then. */
  @Scheduled(fixedDelay = 1000)
  void listen() {
    if (!listening) {
      redis
          .client()
          .ifPresent(client -> {
            topic(client, directory.self()).addListener(String.class, (_, text) -> received(text));
            listening = true;
          });
    }
  }

  private void received(String text) {
    Thread.ofVirtual()
        .name("relay")
        .start(() -> {
          try {
            handle(JSON.readValue(text, Letter.class));
          } catch (JacksonException e) {
            log.warn("another pod's errand is not understood");
          } catch (RuntimeException e) {
            log.warn("another pod's errand could not be done", e);
          }
        });
  }

  private void handle(Letter letter) {
    Reply reply = letter.reply();
    Errand errand = letter.errand();
    if (reply != null) {
      CompletableFuture<Reply> waiting = asked.get(reply.id());
      if (waiting != null) {
        waiting.complete(reply);
      }
    } else if (errand != null) {
      Reply done = runIfFree(errand);
      post(errand.from(), new Letter(null, done))
          .whenComplete((_, failure) -> {
            if (failure != null) {
              log.debug("an answer was lost: {}", failure.getMessage());
            }
          });
    }
  }

  private Reply runIfFree(Errand errand) {
    if (!errands.tryAcquire()) {
      return reply(errand.id(), Result.UNDONE, "the pod that holds the agent is too busy");
    }
    try {
      return TenantContext.call(errand.router().tenant(), () -> run(errand));
    } finally {
      errands.release();
    }
  }

  private Reply run(Errand errand) {
    String payload = secrets.open("relay", Base64.getDecoder().decode(errand.sealed()));
    Duration patience = Duration.ofMillis(errand.patienceMillis());
    RouterAddress router = errand.router();
    UUID id = errand.id();
    return switch (errand.call()) {
      case DELIVER -> reply(id, here.deliver(router, parts(payload), patience));
      case PROBE -> reply(id, here.probe(router, patience));
      case KICK ->
          reply(id, here.kick(router, payload, patience) ? Result.DONE : Result.UNDONE, "");
      case ASSIGN -> {
        here.routersChanged(router.tenant(), router.site());
        yield reply(id, Result.DONE, "");
      }
    };
  }

  private static List<ApplyDesired> parts(String lines) {
    return lines.lines().map(line -> (ApplyDesired) MessageCodec.read(line).orElseThrow()).toList();
  }

  private static Reply reply(UUID id, Delivery delivery) {
    return switch (delivery) {
      case Delivery.Accepted accepted -> new Reply(id, Result.DONE, accepted.sentAt(), "");
      case Delivery.NeedsSnapshot _ -> reply(id, Result.NEEDS_SNAPSHOT, "");
      case Delivery.NoAgent _ -> reply(id, Result.NO_AGENT, "");
      case Delivery.Unanswered unanswered ->
          new Reply(id, Result.UNDONE, unanswered.sentAt(), unanswered.reason());
    };
  }

  private static Reply reply(UUID id, ProbeResult probe) {
    return switch (probe) {
      case ProbeResult.Answered answered -> reply(id, Result.DONE, answered.identity());
      case ProbeResult.Silent silent -> reply(id, Result.UNDONE, silent.reason());
      case ProbeResult.NoAgent _ -> reply(id, Result.NO_AGENT, "");
    };
  }

  private static RTopic topic(RedissonClient client, String pod) {
    return client.getTopic("washa:relay:" + pod, StringCodec.INSTANCE);
  }

  @Override
  public void destroy() {
    if (listening) {
      // With a listener left, shutting Redisson down hangs for ten seconds.
      redis.client().ifPresent(client -> topic(client, directory.self()).removeAllListeners());
    }
  }
}
