package io.washa.demo.seed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * The subscribers that the demo's guide and its check know by name. Written by the seeder, for
 * account numbers are given by the platform.
 */
public record People(List<Person> people) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Copies the people. */
  public People {
    people = List.copyOf(people);
  }

  /**
   * One subscriber.
   *
   * @param router which of the demo's routers serves it, from 0
   * @param phone twelve digits
   * @param username and the password, of its PPPoE service
   */
  public record Person(
      String isp,
      int router,
      String name,
      String phone,
      String account,
      String username,
      String password) {
    /** Leaves the password out. */
    @Override
    public String toString() {
      return name + " of " + isp;
    }
  }

  /** The people of one ISP, in the order they were taken on. */
  public List<Person> of(String isp) {
    return people.stream().filter(person -> person.isp().equals(isp)).toList();
  }

  /** Reads what {@link #write} wrote. */
  public static People read(Path file) {
    try {
      return JSON.readValue(Files.readString(file), People.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(Path file) {
    try {
      Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
