#pragma once

#include <memory>

namespace base {

template <auto free> struct Free {
    template <typename T> void operator()(T* owned) const { free(owned); }
};

/// Owns what a C library hands out: Handle<git_tree, git_tree_free>.
template <typename T, auto free> using Handle = std::unique_ptr<T, Free<free>>;

}  // namespace base
