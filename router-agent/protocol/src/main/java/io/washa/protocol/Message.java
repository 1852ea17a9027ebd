package io.washa.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * One message between hub and agent. On the wire: a JSON object in one WebSocket text message, told
 * apart by its {@code type}. Whoever meets a type or a field that it does not know ignores it;
 * features are negotiated by capability names in {@link Hello} and {@link Welcome}, never by a
 * version number.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Challenge.class, name = "challenge"),
  @JsonSubTypes.Type(value = Hello.class, name = "hello"),
  @JsonSubTypes.Type(value = Welcome.class, name = "welcome"),
  @JsonSubTypes.Type(value = Assign.class, name = "assign"),
  @JsonSubTypes.Type(value = ApplyDesired.class, name = "apply-desired"),
  @JsonSubTypes.Type(value = NeedSnapshot.class, name = "need-snapshot"),
  @JsonSubTypes.Type(value = Applied.class, name = "applied"),
  @JsonSubTypes.Type(value = Observed.class, name = "observed"),
  @JsonSubTypes.Type(value = Command.class, name = "command"),
  @JsonSubTypes.Type(value = CommandResult.class, name = "command-result"),
  @JsonSubTypes.Type(value = Usage.class, name = "usage"),
  @JsonSubTypes.Type(value = Refusals.class, name = "refusals"),
  @JsonSubTypes.Type(value = Health.class, name = "health"),
  @JsonSubTypes.Type(value = Drift.class, name = "drift"),
  @JsonSubTypes.Type(value = Heartbeat.class, name = "heartbeat"),
  @JsonSubTypes.Type(value = Goodbye.class, name = "goodbye"),
})
public sealed interface Message
    permits Challenge,
        Hello,
        Welcome,
        Assign,
        ApplyDesired,
        NeedSnapshot,
        Applied,
        Observed,
        Command,
        CommandResult,
        Usage,
        Refusals,
        Health,
        Drift,
        Heartbeat,
        Goodbye {}
