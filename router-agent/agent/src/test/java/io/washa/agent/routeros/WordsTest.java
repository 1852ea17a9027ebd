package io.washa.agent.routeros;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class WordsTest {
  private static final HexFormat HEX = HexFormat.of();
  private final JsonNode vectors = Vectors.read("api-length-encoding.json");

  @Test
  void everyLengthOfTheVectorsIsWrittenAndRead() throws Exception {
    int count = 0;
    for (String group : List.of("peer_vectors", "boundaries")) {
      for (JsonNode vector : vectors.get(group)) {
        long length = vector.get("length").asLong();
        String hex = vector.get("hex").asString();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Words.writeLength(out, length);
        assertThat(HEX.formatHex(out.toByteArray())).isEqualTo(hex);
        assertThat(read(hex)).isEqualTo(length);
        count++;
      }
    }
    assertThat(count).isGreaterThan(20);
  }

  @Test
  void longerFormsThanNeededAreRead() throws Exception {
    for (JsonNode vector : vectors.get("non_canonical_decode_must_accept")) {
      assertThat(read(vector.get("hex").asString())).isEqualTo(vector.get("length").asLong());
    }
  }

  @Test
  void controlBytesAreRefused() {
    for (JsonNode first : vectors.get("must_reject_first_byte")) {
      assertThatThrownBy(() -> read(first.asString() + "00000000"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("control byte");
    }
  }

  @Test
  void sentencesAreThoseOfTheVectors() {
    for (JsonNode example : vectors.get("sentence_examples")) {
      if (example.has("hex")) {
        List<String> words = new ArrayList<>();
        example.get("words").forEach(word -> words.add(word.asString()));
        assertThat(HEX.formatHex(Words.encode(words))).isEqualTo(example.get("hex").asString());
      }
    }
  }

  @Test
  void bytesThatAreNoUtf8AreReadAsTheOldCodePage() {
    assertThat(Words.decode(new byte[] {'Z', 'o', (byte) 0xEB})).isEqualTo("Zoë");
    assertThat(Words.decode(new byte[] {'Z', 'o', (byte) 0xC3, (byte) 0xAB})).isEqualTo("Zoë");
  }

  @Test
  void anOversizedWordIsRefusedBeforeItIsRead() {
    byte[] bytes = HEX.parseHex("e7ffffff00");
    assertThatThrownBy(() -> Words.readSentence(new ByteArrayInputStream(bytes)))
        .hasMessageContaining("oversized");
  }

  private static long read(String hex) throws IOException {
    return Words.readLength(new ByteArrayInputStream(HEX.parseHex(hex)));
  }
}
