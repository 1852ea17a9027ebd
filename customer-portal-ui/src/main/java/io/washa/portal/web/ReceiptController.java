package io.washa.portal.web;

import io.washa.insight.PaymentProgress;
import io.washa.work.ConditionalOnRole;
import io.washa.work.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** Shows a payment's receipt and every moment of its way, to be kept or printed. */
@Controller
@ConditionalOnRole(Role.PORTAL)
class ReceiptController {
  private final Progressing progressing;

  ReceiptController(Progressing progressing) {
    this.progressing = progressing;
  }

  @GetMapping("/receipt/{intent}")
  ModelAndView receipt(@PathVariable String intent, @ModelAttribute("page") Page page) {
    Progressing.Payment payment =
        Ids.parse(intent)
            .flatMap(progressing::find)
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    Words words = page.words();
    List<Moment> moments = moments(payment.progress().timeline(), words);
    return new ModelAndView("portal/receipt")
        .addObject("progress", progressing.view(payment, page))
        .addObject("paid", payment.progress().paid())
        .addObject("plan", PlanCard.of(payment.offer(), page))
        .addObject("amount", words.money(payment.amount()))
        .addObject("account", payment.attempt().account().digits())
        .addObject("phone", payment.attempt().phone().masked())
        .addObject("date", words.date(paidAt(payment)))
        .addObject("zone", page.tenant().zone().getId())
        .addObject("moments", moments)
        .addObject("back", page.link("/pay/" + payment.attempt().intent()));
  }

  /**
   * A moment on the way of a payment.
   *
   * @param time with milliseconds, in the tenant's zone
   * @param after how long after the moment before; null for the first
   */
  record Moment(String step, String name, String time, @Nullable String after) {}

  private static List<Moment> moments(List<PaymentProgress.Step> timeline, Words words) {
    List<Moment> moments = new ArrayList<>();
    Instant before = null;
    for (PaymentProgress.Step step : timeline) {
      String after =
          before == null ? null : "+" + Duration.between(before, step.at()).toMillis() + " ms";
      String name = words.text("moment." + step.name());
      moments.add(new Moment(step.name(), name, words.exactTime(step.at()), after));
      before = step.at();
    }
    return moments;
  }

  private static Instant paidAt(Progressing.Payment payment) {
    return payment.progress().timeline().stream()
        .filter(step -> step.name().equals("received"))
        .findFirst()
        .map(PaymentProgress.Step::at)
        .orElse(payment.attempt().startedAt());
  }
}
