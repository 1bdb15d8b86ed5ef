#include "base/files.h"
#include "base/value.h"
#include "support/stand_in_model.h"

#include <atomic>
#include <filesystem>
#include <iostream>

/// The stand-in as a program: says its address, serves until its standard input ends, then says how many
/// calls it had at once.
///   stand_in_model DELAY_MS WRONG [FOLDER]
/// Every answer comes after the delay, and the first WRONG of every conversation are no forms. The calls are
/// written into the folder, a file each: {path, headers, body}.
int main(int argc, char** argv)
{
    using support::StandInModel;
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    const std::chrono::milliseconds delay(std::stoi(arguments.at(0)));
    const auto wrong = static_cast<std::size_t>(std::stoi(arguments.at(1)));
    std::atomic<int> number{0};
    StandInModel stand_in({}, [&](support::Wire& wire, const StandInModel::Call& call) {
        if (arguments.size() > 2)
            base::write_file(
                std::filesystem::path(arguments[2]) / (std::to_string(++number) + ".json"),
                base::write_json({{"path", call.path}, {"headers", call.headers}, {"body", call.body}})
            );
        wire.is_left_within(delay);
        if (call.turns / 2 < wrong)
            wire.write(StandInModel::answer(200, StandInModel::says(call, "Here is the form: {")));
        else
            StandInModel::understand(wire, call);
    });
    std::cout << stand_in.address() << std::endl;
    while (std::cin.get() != EOF) {
    }
    std::cout << stand_in.most_at_once() << " at once" << std::endl;
}
