package io.washa.simulators.daraja;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What one initiator API has of its own. */
interface InitiatorProduct {
  /** The gateway's checks on method, token and payload. */
  Checked<Gate.Authorised> gate(Call call);

  /** The field that names the shortcode. */
  String partyField();

  /** The first field that is wrong; those that all have in common are not its business. */
  Optional<String> wrongField(JsonNode body);

  /** The refusal of a wrong field. */
  Refusal refusal(String field);

  /** Carries the order out; the initiator was right. */
  ApiResult carryOut(Shortcode shortcode, JsonNode body);

  /** What the result refers to. */
  Map<String, Object> reference(JsonNode body);
}
