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
public record People(List<Person> people, List<Door> doors) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Copies the people. */
  public People {
    people = List.copyOf(people);
    doors = List.copyOf(doors);
  }

  /**
   * Where devices join an ISP's Wi-Fi.
   *
   * @param router which of the demo's routers serves it, from 0
   * @param site its id at the platform
   * @param address of the hotspot
   */
  public record Door(String isp, int router, String site, String address) {
    /** Where the router's login page sends a device. */
    public String captivePath(String mac, String ip) {
      return "/captive?site=" + site + "&mac=" + mac + "&ip=" + ip;
    }
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

  /** The hotspots of one ISP. */
  public List<Door> doorsOf(String isp) {
    return doors.stream().filter(door -> door.isp().equals(isp)).toList();
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
