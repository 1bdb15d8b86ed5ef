#pragma once

#include "base/error.h"

#include <gtest/gtest.h>

/// What the call throws; a failure of the test when it throws nothing.
template <typename Call> base::Error error_of(Call call)
{
    try {
        call();
    } catch (const base::Error& error) {
        return error;
    }
    ADD_FAILURE() << "nothing was thrown";
    return {base::Code::internal, ""};
}
