package io.washa.simulators.routeros;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@TestInstance(Lifecycle.PER_CLASS)
class FramingTest {
  private static final JsonNode VECTORS = Vectors.read("api-length-encoding.json");
  private static final String COMMAND = "/system/identity/set";
  private static final String NAME = "=name=";

  private final RouterOsSimulator router =
      RouterOsSimulator.builder()
          .version("7.20")
          .user("washa", "secret")
          .cost(CostModel.FREE)
          .start();

  record Length(long length, String hex) {}

  @BeforeAll
  void isOn() {
    assertThat(router.state().power()).isTrue();
  }

  @AfterAll
  void stop() {
    router.close();
  }

  private static Stream<Length> lengths(String... lists) {
    List<Length> all = new ArrayList<>();
    for (String list : lists) {
      for (JsonNode one : VECTORS.get(list)) {
        all.add(new Length(one.get("length").asLong(), one.get("hex").asString()));
      }
    }
    return all.stream();
  }

  static Stream<Length> everyLength() {
    return lengths("peer_vectors", "boundaries");
  }

  static Stream<Length> wordsARouterTakes() {
    return everyLength()
        .filter(
            one -> one.length() > NAME.length() && one.length() <= SentenceReader.MAX_WORD_BYTES);
  }

  static Stream<Length> wordsBeyondTheBound() {
    Stream<Length> highestBitsOnly =
        Stream.of(new Length(0x8000005L, "e8000005"), new Length(0x80000005L, "f080000005"));
    return Stream.concat(everyLength(), highestBitsOnly)
        .filter(one -> one.length() > SentenceReader.MAX_WORD_BYTES);
  }

  static Stream<Length> longerThanNeeded() {
    return lengths("non_canonical_decode_must_accept");
  }

  static Stream<String> reservedFirstBytes() {
    return Stream.concat(
        Vectors.strings(VECTORS.get("must_reject_first_byte")).stream(),
        Vectors.strings(VECTORS.get("undefined_first_byte")).stream());
  }

  @ParameterizedTest
  @MethodSource("everyLength")
  void everyLengthIsWrittenInItsShortestForm(Length vector) {
    assertThat(HexFormat.of().formatHex(SentenceEncoder.length((int) vector.length())))
        .isEqualTo(vector.hex());
  }

  @ParameterizedTest
  @MethodSource("wordsARouterTakes")
  void aWordOfEveryLengthArrivesWholeAndComesBackWithTheSamePrefix(Length vector) throws Exception {
    String value = "x".repeat((int) vector.length() - NAME.length());
    try (RawClient client = RawClient.loggedIn(router)) {
      client.sendBytes(sentence(vector.hex(), NAME + value));
      assertThat(client.read()).containsExactly("!done");

      client.send("/system/identity/print");
      byte[] start = client.readBytes(4 + vector.hex().length() / 2);
      assertThat(HexFormat.of().formatHex(start)).isEqualTo("03217265" + vector.hex());
      assertThat(client.readBytes((int) vector.length())).isEqualTo((NAME + value).getBytes(UTF_8));
    }
  }

  private static byte[] sentence(String prefix, String word) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(COMMAND.length());
    out.writeBytes(COMMAND.getBytes(UTF_8));
    out.writeBytes(HexFormat.of().parseHex(prefix));
    out.writeBytes(word.getBytes(UTF_8));
    out.write(0);
    return out.toByteArray();
  }

  @ParameterizedTest
  @MethodSource("wordsBeyondTheBound")
  void aWordBeyondTheBoundEndsTheConnection(Length vector) throws Exception {
    try (RawClient client = RawClient.loggedIn(router)) {
      client.sendHex(vector.hex());
      assertThat(client.end()).isEqualTo(RawClient.Ending.EOF);
    }
  }

  @ParameterizedTest
  @MethodSource("longerThanNeeded")
  void aLengthInALongerFormThanNeededIsUnderstood(Length vector) throws Exception {
    try (RawClient client = RawClient.loggedIn(router)) {
      String tag = ".tag=" + "t".repeat((int) vector.length() - ".tag=".length());
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      String command = "/system/clock/print";
      out.write(command.length());
      out.writeBytes(command.getBytes(UTF_8));
      out.writeBytes(HexFormat.of().parseHex(vector.hex()));
      out.writeBytes(tag.getBytes(UTF_8));
      out.write(0);
      client.sendBytes(out.toByteArray());
      assertThat(client.answer())
          .hasSize(2)
          .allSatisfy(sentence -> assertThat(sentence).contains(tag));
    }
  }

  @ParameterizedTest
  @MethodSource("reservedFirstBytes")
  void aReservedFirstByteEndsTheConnection(String first) throws Exception {
    try (RawClient client = RawClient.loggedIn(router)) {
      client.sendHex(first);
      assertThat(client.end()).isEqualTo(RawClient.Ending.EOF);
    }
  }

  @Test
  void theSameConnectionGoesOnAfterTheLastByteThatIsNotReserved() throws Exception {
    try (RawClient client = RawClient.loggedIn(router)) {
      client.sendHex("f000000000");
      assertThat(client.ask("/system/clock/print")).hasSize(2);
    }
  }

  @Test
  void emptySentencesAreSkipped() throws Exception {
    try (RawClient client = RawClient.loggedIn(router)) {
      client.sendHex("000000");
      assertThat(client.ask("/system/clock/print", ".tag=1")).hasSize(2);
      assertThat(client.isSilentFor(50)).isTrue();
    }
  }

  @Test
  void aSentenceMayComeByteByByte() throws Exception {
    try (RawClient client = RawClient.loggedIn(router)) {
      for (byte one : sentence("0b", "=name=dripp")) {
        client.sendBytes(new byte[] {one});
      }
      assertThat(client.answer()).containsExactly(List.of("!done"));
      assertThat(router.state().rows("/system/identity").getFirst()).containsEntry("name", "dripp");
    }
  }

  @Test
  void manySentencesMayComeInOnePacket() throws Exception {
    try (RawClient client = RawClient.loggedIn(router)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      for (int i = 0; i < 100; i++) {
        out.writeBytes(sentence("09", "=name=n" + String.format("%02d", i)));
      }
      client.sendBytes(out.toByteArray());
      for (int i = 0; i < 100; i++) {
        assertThat(client.read()).containsExactly("!done");
      }
      assertThat(router.state().rows("/system/identity").getFirst()).containsEntry("name", "n99");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 3})
  void theSentenceExamplesAreWrittenAsTheyStand(int example) {
    JsonNode vector = VECTORS.get("sentence_examples").get(example);
    List<String> words =
        Vectors.strings(vector.get("words")).stream().map(Octets::fromText).toList();
    assertThat(HexFormat.of().formatHex(SentenceEncoder.encode(words)))
        .isEqualTo(vector.get("hex").asString());
  }

  @Test
  void aValueIsEveryByteAfterTheSecondEqualsSign() throws Exception {
    String example = VECTORS.get("sentence_examples").get(3).get("hex").asString();
    try (RawClient client = RawClient.loggedIn(router)) {
      client.sendHex(example);
      assertThat(client.answer()).containsExactly(List.of("!done", "=ret=*1"));
      assertThat(client.ask("/ppp/secret/print", "=.proplist=name,comment"))
          .contains(List.of("!re", "=name=iu=c3Eeg", "=comment=Zoë \"q\" \\ =1"));
    }
  }

  @Test
  void aLongSentenceIsTakenOnlyFromWhoeverIsLoggedIn() throws Exception {
    byte[] big = sentence("c11170", NAME + "y".repeat(70_000 - NAME.length()));
    try (RawClient client = RawClient.loggedIn(router);
        RawClient stranger = new RawClient(router.apiPort())) {
      client.sendBytes(big);
      assertThat(client.read()).containsExactly("!done");
      assertThat(endOf(stranger, big)).isNotNull();
    }
  }

  /** Bytes that the router leaves unread turn its end of the connection into a reset. */
  private static RawClient.Ending endOf(RawClient client, byte[] bytes) throws IOException {
    try {
      client.sendBytes(bytes);
    } catch (IOException e) {
      return RawClient.Ending.RESET;
    }
    return client.end();
  }
}
