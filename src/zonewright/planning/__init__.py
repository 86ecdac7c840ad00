"""What the answers for many enterprises come to: budgets of programmes, and how they may turn out."""
