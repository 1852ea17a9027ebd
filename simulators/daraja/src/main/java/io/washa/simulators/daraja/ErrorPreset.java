package io.washa.simulators.daraja;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Answers of the gateway that were seen or are documented, to be ordered by name (facts §1.1). */
enum ErrorPreset {
  SPIKE_ARREST {
    @Override
    Reply reply(String requestId) {
      return SpikeArrest.refusal();
    }
  },
  /** The firewall in front of the gateway: a page, not JSON. */
  WAF {
    @Override
    Reply reply(String requestId) {
      return Reply.text(
          503, "text/html", "Request unsuccessful. Incapsula incident ID: 173000240624511593-8199");
    }
  },
  /** With HTTP 404, as STK and reversal say it. */
  INVALID_TOKEN {
    @Override
    Reply reply(String requestId) {
      return Refusal.STK_TOKEN.reply(requestId);
    }
  },
  NO_PRODUCT {
    @Override
    Reply reply(String requestId) {
      return new Refusal(
              401,
              "401.003.01",
              "Error Occurred - Invalid Access Token - Invalid API call as no apiproduct match"
                  + " found")
          .reply(requestId);
    }
  },
  BUSY {
    @Override
    Reply reply(String requestId) {
      return Refusal.BUSY.reply(requestId);
    }
  },
  /** The same limit, told by the product in the usual error body. */
  SPIKE_ARREST_500 {
    @Override
    Reply reply(String requestId) {
      return new Refusal(500, "500.003.02", "Error Occurred: Spike Arrest Violation")
          .reply(requestId);
    }
  },
  QUOTA {
    @Override
    Reply reply(String requestId) {
      return new Refusal(500, "500.003.03", "Quota Violation").reply(requestId);
    }
  },
  INTERNAL {
    @Override
    Reply reply(String requestId) {
      return Refusal.INTERNAL.reply(requestId);
    }
  },
  SOAP_FAULT {
    @Override
    Reply reply(String requestId) {
      Map<String, Object> fault =
          Map.of(
              "faultcode",
              "soap:Server",
              "faultstring",
              "Execution of ServiceCallout SCO-AddURLVault failed. Reason: ResponseCode 409 is"
                  + " treated as error",
              "faultactor",
              Map.of(),
              "detail",
              Map.of("source", Map.of("errorcode", "steps.servicecallout.ExecutionFailed")));
      return Reply.json(
          500,
          Map.of(
              "Envelope",
              Map.of(
                  "encodingStyle",
                  "http://schemas.xmlsoap.org/soap/encoding/",
                  "Body",
                  Map.of("Fault", fault))));
    }
  };

  abstract Reply reply(String requestId);

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<ErrorPreset> named(String label) {
    return Arrays.stream(values()).filter(preset -> preset.label().equals(label)).findFirst();
  }
}
