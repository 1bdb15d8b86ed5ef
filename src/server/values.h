#pragma once

#include "base/settings.h"

/// Settings as what they mean. Each throws `invalid` that names the variable.
namespace server {

struct Listen {
    std::string host;
    int port;  ///< 0: any free one
    bool loopback;
};

Listen read_listen(const std::string& text);

/// Where a program on this machine reaches a server that listens like this: 0.0.0.0 is nobody's address.
std::string address_of(const Listen& listen, int port);

/// Whether callers need a token: as the setting says, otherwise everywhere but on loopback.
bool authenticates(const base::Settings& settings);

/// On any other address than loopback authentication must be on.
void refuse_open_doors(const base::Settings& settings);

/// What would let the server start and every request fail is refused at once, all of it.
void refuse_unusable(const base::Settings& settings);

/// A number from 1 to 9999.
int read_count(const base::Settings& settings, std::string_view name);

/// A whole number from 0 to 999,999,999,999,999; 0 for a setting that is not set.
std::int64_t read_amount(const base::Settings& settings, std::string_view name);

/// Words separated by commas.
std::vector<std::string> read_list(const std::string& text);

}  // namespace server
